/// Plans over HTTP: the playbooks, a caller's own plans, and the running of their steps.
@NullMarked
package com.adiuva.adapters.http.plans;

import org.jspecify.annotations.NullMarked;
