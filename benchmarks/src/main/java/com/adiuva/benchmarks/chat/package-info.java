/// What our server adds to an answer that a provider could have given directly.
@NullMarked
package com.adiuva.benchmarks.chat;

import org.jspecify.annotations.NullMarked;
