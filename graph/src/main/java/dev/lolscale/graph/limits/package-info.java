/** Which quotas of AWS a stack meets first. */
package dev.lolscale.graph.limits;
