/// What a log line looks like: text for people in dev, one JSON object in prod.
@NullMarked
package com.adiuva.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
