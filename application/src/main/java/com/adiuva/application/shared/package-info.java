/// What several features use.
@NullMarked
package com.adiuva.application.shared;

import org.jspecify.annotations.NullMarked;
