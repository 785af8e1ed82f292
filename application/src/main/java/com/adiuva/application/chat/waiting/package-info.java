/// What a request waits for and how long: its deadline, and a client that can be asked.
@NullMarked
package com.adiuva.application.chat.waiting;

import org.jspecify.annotations.NullMarked;
