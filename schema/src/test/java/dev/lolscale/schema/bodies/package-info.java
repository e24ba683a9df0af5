/**
 * Bodies that somebody may post, each with what the front door must make of it. The tests of the handlers post them to
 * the function, and those of the local platform post some of them over HTTP.
 */
package dev.lolscale.schema.bodies;
