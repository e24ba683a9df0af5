/** The {@code lolscale} command: what it takes, prints and exits with. */
package dev.lolscale.local.command;
