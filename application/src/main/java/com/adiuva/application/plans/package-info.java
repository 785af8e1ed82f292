/// Plans and what they are made of: prompt templates, playbooks, and the plans made for a caller.
@NullMarked
package com.adiuva.application.plans;

import org.jspecify.annotations.NullMarked;
