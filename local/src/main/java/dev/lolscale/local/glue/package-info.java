/** Stands in for AWS Glue: its job runner, crawlers, triggers and workflows. */
package dev.lolscale.local.glue;
