/// Chat on the wire, against the real server with a model that waits for the test's word, and with
/// clients that can misbehave.
@NullMarked
package com.adiuva.adapters.http.chat;

import org.jspecify.annotations.NullMarked;
