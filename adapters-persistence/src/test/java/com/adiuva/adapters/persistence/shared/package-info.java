/// The database test kit, shared with other modules, and the tests of what keeps the database up.
@NullMarked
package com.adiuva.adapters.persistence.shared;

import org.jspecify.annotations.NullMarked;
