/** The event schema file, and the one parser of events that the front door and the job share. */
package dev.lolscale.schema;
