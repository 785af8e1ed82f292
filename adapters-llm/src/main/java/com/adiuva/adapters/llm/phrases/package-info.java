/// The phrases of which English commands are made, for the offline model: nouns and their
/// adjectives, priorities, people, projects, and what is left as a title.
@NullMarked
package com.adiuva.adapters.llm.phrases;

import org.jspecify.annotations.NullMarked;
