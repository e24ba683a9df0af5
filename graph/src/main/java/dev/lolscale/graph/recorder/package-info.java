/** The recorder: runs a Pulumi program against a recording engine and gives its stack graph. */
package dev.lolscale.graph.recorder;
