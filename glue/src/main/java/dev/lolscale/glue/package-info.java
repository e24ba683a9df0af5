/**
 * The Glue (Spark) job. One run reads what has landed in the raw zone since the last, parses it with the parser of the
 * front door, and commits events and refused lines, each raw line exactly once.
 */
package dev.lolscale.glue;
