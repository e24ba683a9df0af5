/** Node.js and other programs, for the parts of the project that are written for it: policy packs and the console's page. */
package dev.lolscale.graph.node;
