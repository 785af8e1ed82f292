/// What protected texts look like to someone who reads through disguises: letters, windows of them,
/// and the set of those that must not be seen.
@NullMarked
package com.adiuva.application.chat.fingerprints;

import org.jspecify.annotations.NullMarked;
