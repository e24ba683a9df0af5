/**
 * Stands in for AWS Lambda: runs functions from their deployed jars, each in JVMs of its own, on AWS's runtime
 * interface client, served by a small Lambda Runtime API. Knows settings only: nothing of where they come from.
 */
package dev.lolscale.local.functions;
