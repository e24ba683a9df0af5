package dev.lolscale.glue;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/**
 * The raw objects of a batch and how many lines each holds. Parsing a block of an object again sets the same number
 * again, so retried tasks, and a batch that is parsed once for events and once more for the quarantine, count once.
 */
final class RawObjects extends AccumulatorV2<RawObjects.Block, Long> {

    /**
     * One block of an object, read whole by one task. A gzip object is one block.
     *
     * @param object the object's URI
     * @param start where the block starts, in bytes
     */
    record BlockKey(String object, long start) implements Serializable {}

    /**
     * What was read of one block.
     *
     * @param key the block
     * @param objectBytes the size of the whole object
     * @param counts the lines that start in the block
     */
    record Block(BlockKey key, long objectBytes, LineCounts counts) implements Serializable {}

    private final Map<BlockKey, Block> blocks = new HashMap<>();

    /** How many objects there are; an object without any line is not seen. */
    synchronized long objects() {
        return blocks.keySet().stream().map(BlockKey::object).distinct().count();
    }

    /** The size of all objects together, as they lie in the raw zone. */
    synchronized long bytes() {
        Map<String, Long> sizes = new HashMap<>();
        blocks.values().forEach(block -> sizes.put(block.key().object(), block.objectBytes()));
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The lines of all objects together. */
    synchronized LineCounts counts() {
        return blocks.values().stream().map(Block::counts).reduce(LineCounts.NONE, LineCounts::plus);
    }

    @Override
    public synchronized boolean isZero() {
        return blocks.isEmpty();
    }

    @Override
    public synchronized RawObjects copy() {
        RawObjects copy = new RawObjects();
        copy.blocks.putAll(blocks);
        return copy;
    }

    @Override
    public synchronized void reset() {
        blocks.clear();
    }

    @Override
    public synchronized void add(Block block) {
        blocks.put(block.key(), block);
    }

    @Override
    public synchronized void merge(AccumulatorV2<Block, Long> other) {
        blocks.putAll(((RawObjects) other).blocks);
    }

    @Override
    public Long value() {
        return counts().lines();
    }
}
