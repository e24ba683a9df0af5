/** Small programs that use the components; docs/reuse.md shows them. */
package dev.lolscale.examples;
