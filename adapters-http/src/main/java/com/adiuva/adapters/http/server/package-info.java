/// The HTTP engine and what wraps every request before a route sees it.
@NullMarked
package com.adiuva.adapters.http.server;

import org.jspecify.annotations.NullMarked;
