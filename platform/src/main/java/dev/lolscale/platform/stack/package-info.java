/** The Pulumi program: a stack's checked settings, and the platform that it composes of the components. */
package dev.lolscale.platform.stack;
