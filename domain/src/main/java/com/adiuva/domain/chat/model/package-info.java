/// What we ask of a language model and what it answers, without any provider's types.
@NullMarked
package com.adiuva.domain.chat.model;

import org.jspecify.annotations.NullMarked;
