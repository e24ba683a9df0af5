/**
 * Stands in for API Gateway: an HTTP API or a REST API on loopback, whose routes are functions. Maps requests to Lambda
 * proxy events and answers back, and refuses what API Gateway refuses, in its words.
 */
package dev.lolscale.local.frontdoor;
