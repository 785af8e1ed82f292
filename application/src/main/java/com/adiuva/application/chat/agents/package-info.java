/// The four agents that come with the house, one file each, with their prompts beside them as
/// resources, and the view of the client's records that their tools read.
@NullMarked
package com.adiuva.application.chat.agents;

import org.jspecify.annotations.NullMarked;
