/** Stands in for Athena: answers SQL in its dialect from the files of the local lake, read-only. */
package dev.lolscale.local.athena;
