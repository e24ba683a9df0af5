/**
 * The Lambda functions. Each handler is a public class; everything else is package-private, because nobody depends on
 * this module as code: only on its jar.
 */
package dev.lolscale.handlers;
