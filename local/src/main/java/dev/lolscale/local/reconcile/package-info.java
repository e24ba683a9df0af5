/** Compares what senders were told with what lies in the raw zone and the event table, by id. */
package dev.lolscale.local.reconcile;
