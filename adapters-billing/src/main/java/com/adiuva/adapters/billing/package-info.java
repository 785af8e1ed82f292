/// The adapters to whoever collects the money; each in a package of its own.
@NullMarked
package com.adiuva.adapters.billing;

import org.jspecify.annotations.NullMarked;
