/** The reusable Pulumi components: the front door, the delivery pipeline, the lakehouse and the query layer. */
package dev.lolscale.platform;
