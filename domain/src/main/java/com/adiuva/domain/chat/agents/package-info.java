/// Agents and their tools as data and functions over the request's own context.
@NullMarked
package com.adiuva.domain.chat.agents;

import org.jspecify.annotations.NullMarked;
