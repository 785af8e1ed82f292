/// A conversation as the client sees it: the request, its context, the events and the answer.
@NullMarked
package com.adiuva.domain.chat;

import org.jspecify.annotations.NullMarked;
