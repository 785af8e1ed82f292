/// `/storage/vectors`: encrypted items that can be searched.
@NullMarked
package com.adiuva.adapters.http.vectors;

import org.jspecify.annotations.NullMarked;
