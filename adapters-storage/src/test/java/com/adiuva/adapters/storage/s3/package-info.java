/// The S3 store against a server in this process, sound and behind a line that is not. [S3Server]
/// and [FaultProxy] serve other modules' tests as well.
@NullMarked
package com.adiuva.adapters.storage.s3;

import org.jspecify.annotations.NullMarked;
