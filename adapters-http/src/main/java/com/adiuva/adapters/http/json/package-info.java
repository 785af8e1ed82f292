/// The JSON of the wire: read strictly, field by field with everything that is wrong at once, and
/// written.
@NullMarked
package com.adiuva.adapters.http.json;

import org.jspecify.annotations.NullMarked;
