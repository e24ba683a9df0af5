/** What a stack costs, priced from its graph. */
package dev.lolscale.graph.cost;
