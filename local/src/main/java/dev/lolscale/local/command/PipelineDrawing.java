package dev.lolscale.local.command;

import dev.lolscale.local.command.Canvas.Style;
import dev.lolscale.local.command.Pipeline.Branch;
import dev.lolscale.local.command.Pipeline.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a pipeline: boxes from left to right in up to three rows, with the counts on the arrows between them; one box
 * under the other where the terminal is too narrow for that.
 */
final class PipelineDrawing {

    private static final int MARGIN = 2;
    private static final int MOST_ROWS = 3;

    /** Room for the arrow into the first box of a further row. */
    private static final String TURN_IN = "└─▶";

    private static final String BRANCH = "├▶ ";
    private static final String LAST_BRANCH = "└▶ ";

    private final List<Stage> stages;
    private final int width;
    private final Canvas canvas;

    private PipelineDrawing(Pipeline pipeline, int width) {
        this.stages = pipeline.stages();
        this.width = width;
        this.canvas = new Canvas(width);
    }

    /** The drawing's lines, none longer than the terminal is wide. */
    static List<String> of(Pipeline pipeline, Terminal terminal) {
        PipelineDrawing drawing = new PipelineDrawing(pipeline, terminal.width());
        List<List<Stage>> rows = drawing.rows();
        if (rows.size() > MOST_ROWS) {
            drawing.drawColumn();
        } else {
            drawing.drawRows(rows);
        }
        return drawing.canvas.lines(terminal);
    }

    private List<List<Stage>> rows() {
        List<List<Stage>> rows = new ArrayList<>();
        List<Stage> row = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            List<Stage> longer = new ArrayList<>(row);
            longer.add(stage);
            boolean last = i + 1 == stages.size();
            int needed = end(longer, start(rows.isEmpty())) + (last ? 0 : 2);
            if (!row.isEmpty() && needed > width) {
                rows.add(row);
                longer = new ArrayList<>(List.of(stage));
            }
            row = longer;
        }
        rows.add(row);
        return rows;
    }

    private void drawRows(List<List<Stage>> rows) {
        int top = 0;
        for (int i = 0; i < rows.size(); i++) {
            List<Stage> row = rows.get(i);
            int start = start(i == 0);
            int column = start;
            int branches = 0;
            for (Stage stage : row) {
                if (column > start) {
                    int length = arrow(stage);
                    canvas.put(column + 1, top + 1, stage.arriving(), Style.PLAIN);
                    canvas.put(column - 1, top + 2, "├" + "─".repeat(length - 1) + "▶", Style.DIM);
                    column += length;
                }
                box(column, top, stage);
                column += boxWidth(stage);
                branches = Math.max(branches, stage.branches().size());
            }
            if (i + 1 < rows.size()) {
                int turn = end(row, start) + 1;
                int below = top + 4 + branches;
                turn(column, turn, top + 2, below, rows.get(i + 1).get(0).arriving());
                top = below + 1;
            }
        }
    }

    private void box(int column, int top, Stage stage) {
        int inner = boxWidth(stage) - 2;
        int middle = inner / 2;
        List<Branch> branches = stage.branches();
        frame(column, top, inner, stage);
        canvas.put(column, top + 3, "└" + "─".repeat(inner) + "┘", Style.DIM);
        if (!branches.isEmpty()) {
            canvas.put(column + middle, top + 3, "┬", Style.DIM);
        }
        for (int i = 0; i < branches.size(); i++) {
            String corner = i + 1 < branches.size() ? BRANCH : LAST_BRANCH;
            branch(column + middle, top + 4 + i, corner, branches.get(i));
        }
    }

    private void frame(int column, int top, int inner, Stage stage) {
        canvas.put(column, top, "┌" + "─".repeat(inner) + "┐", Style.DIM);
        for (int line = 1; line <= 2; line++) {
            canvas.put(column, top + line, "│", Style.DIM);
            canvas.put(column + 1 + inner, top + line, "│", Style.DIM);
        }
        canvas.put(column + 2, top + 1, stage.title(), Style.BOLD);
        canvas.put(column + 2, top + 2, stage.subtitle(), Style.PLAIN);
    }

    private void branch(int column, int row, String corner, Branch branch) {
        canvas.put(column, row, corner, Style.DIM);
        canvas.put(column + corner.length(), row, branch.text(), branch.events() == 0 ? Style.DIM : Style.YELLOW);
    }

    /** The line from the end of a row, under it, to the start of the next one. */
    private void turn(int column, int turn, int from, int below, String label) {
        canvas.put(column - 1, from, "├" + "─".repeat(turn - column) + "┐", Style.DIM);
        for (int row = from + 1; row < below; row++) {
            canvas.put(turn, row, "│", Style.DIM);
        }
        canvas.put(MARGIN, below, "┌" + "─".repeat(turn - MARGIN - 1) + "┘", Style.DIM);
        if (!label.isEmpty()) {
            canvas.put(MARGIN + 2, below, " " + label + " ", Style.PLAIN);
        }
        canvas.put(MARGIN, below + 1, "│", Style.DIM);
        canvas.put(MARGIN, below + 2, "│", Style.DIM);
        canvas.put(MARGIN, below + 3, TURN_IN, Style.DIM);
    }

    private void drawColumn() {
        int inner = stages.stream().mapToInt(PipelineDrawing::boxWidth).max().orElse(0) - 2;
        int top = 0;
        for (Stage stage : stages) {
            frame(MARGIN, top, inner, stage);
            if (top > 0) {
                canvas.put(MARGIN, top, "├──▼─" + "─".repeat(inner - 4) + "┤", Style.DIM);
                if (!stage.arriving().isEmpty()) {
                    canvas.put(MARGIN + 4, top, " " + stage.arriving() + " ", Style.PLAIN);
                }
            }
            for (int i = 0; i < stage.branches().size(); i++) {
                branch(MARGIN + 1 + inner, top + 1 + i, BRANCH, stage.branches().get(i));
            }
            top += 3;
        }
        canvas.put(MARGIN, top, "└" + "─".repeat(inner) + "┘", Style.DIM);
    }

    private static int start(boolean firstRow) {
        return firstRow ? MARGIN : MARGIN + TURN_IN.length();
    }

    /** The column after the last one that a row's boxes and branches need. */
    private static int end(List<Stage> row, int start) {
        int column = start;
        int end = start;
        for (Stage stage : row) {
            column += column == start ? 0 : arrow(stage);
            for (Branch branch : stage.branches()) {
                int middle = (boxWidth(stage) - 2) / 2;
                end = Math.max(
                        end, column + middle + BRANCH.length() + branch.text().length());
            }
            column += boxWidth(stage);
            end = Math.max(end, column);
        }
        return end;
    }

    private static int boxWidth(Stage stage) {
        return Math.max(stage.title().length(), stage.subtitle().length()) + 4;
    }

    private static int arrow(Stage stage) {
        return stage.arriving().isEmpty() ? 4 : stage.arriving().length() + 2;
    }
}
