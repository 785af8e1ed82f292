/// The assembled core: what a host builds from ports and hands requests to.
@NullMarked
package com.adiuva.application;

import org.jspecify.annotations.NullMarked;
