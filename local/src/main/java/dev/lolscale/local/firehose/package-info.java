/** Amazon Data Firehose on a loopback port: wire protocol, spool, buffers and delivery to S3. */
package dev.lolscale.local.firehose;
