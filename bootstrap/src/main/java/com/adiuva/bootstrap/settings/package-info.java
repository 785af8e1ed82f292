/// The environment and `.env` as one typed tree, with every problem found before it fails once.
@NullMarked
package com.adiuva.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
