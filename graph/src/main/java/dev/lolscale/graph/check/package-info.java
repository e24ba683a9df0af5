/** The stack graph before a policy pack: the pack in its own process, as Pulumi's engine starts it, and its verdict. */
package dev.lolscale.graph.check;
