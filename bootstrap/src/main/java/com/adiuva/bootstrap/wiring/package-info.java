/// The adapters that the settings name, opened for the server and for the commands beside it.
@NullMarked
package com.adiuva.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
