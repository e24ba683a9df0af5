/** Amazon SQS in this process, and the Lambda event source mapping that polls it. */
package dev.lolscale.local.queue;
