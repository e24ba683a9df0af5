/** Amazon S3 on a folder, and what it tells queues about created objects. */
package dev.lolscale.local.s3;
