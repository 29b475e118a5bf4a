#include "picture/paint_dot.h"

#include "picture/diagram_words.h"
#include "words/phrase.h"

/* A double-quoted string of the dot language: only the quote and the backslash mean anything in it. */
static void write_quoted(const char *string, struct text *out)
{
    (void)text_carry(out, string);
    text_add(out, "\"");
    while (*string) {
        const char *start = string;
        uint32_t codepoint = text_next_shown(&string);

        if (codepoint == '"' || codepoint == '\\')
            text_addf(out, "\\%c", (char)codepoint);
        else if (codepoint == '\n')
            text_add(out, "\\n");
        else if (codepoint == 0xA0)
            text_add(out, " ");
        else if (codepoint == TEXT_REPLACEMENT)
            text_add(out, "\xEF\xBF\xBD");
        else
            text_add_bytes(out, start, (size_t)(string - start));
    }
    text_add(out, "\"");
}

static void write_card_label(const struct graph_node *node, const struct trace *trace, bool is_known, struct text *out)
{
    const char *state = is_known && node->state != CARD_RUNNING ? card_state_words[node->state] : "under way";
    const struct bot *bot = &trace->scenario->bots[node->bot];
    struct text label = {0};

    text_addf(&label, "%s\n%s\n%s\n", bot->name, bot->handle, bot_words(bot, node->occurrence));
    phrase_add(trace->scenario, state, &label);
    if (node->time != MSEC_NONE && is_known) {
        text_add(&label, " ");
        msec_say(node->time, &label);
    }
    if (node->note[0] && is_known)
        text_addf(&label, "%s%s", state[0] ? "\n" : "", node->note);
    write_quoted(text_str(&label), out);
    text_release(&label);
}

static void write_node(const struct graph_node *node, const struct trace *trace, uint32_t shown, struct text *out)
{
    static const char *const shapes[] = {
        [NODE_ERROR] = "octagon",  [NODE_DONE] = "oval",     [NODE_END] = "doublecircle",
        [NODE_COMPUTER] = "box3d", [NODE_CUT] = "plaintext", [NODE_CARD] = "box"};
    static const char *const styles[] = {"dashed,rounded", "rounded",        "bold,rounded",  "dashed,rounded",
                                         "dashed,rounded", "dashed,rounded", "dashed,rounded"};

    bool is_known = node->known < shown;

    text_add(out, "  ");
    write_quoted(node->key, out);
    text_addf(out, " [shape=%s", shapes[node->kind]);
    if (node->kind == NODE_CARD)
        text_addf(out, ", style=\"%s\"", styles[is_known ? node->state : CARD_RUNNING]);
    text_add(out, ", label=");
    if (node->kind == NODE_CARD) {
        write_card_label(node, trace, is_known, out);
    } else {
        struct text label = {0};

        text_addf(&label, "%s%s%s", node->words, node->note[0] ? "\n" : "", node->note);
        write_quoted(text_str(&label), out);
        text_release(&label);
    }
    text_add(out, "];\n");
}

static bool is_drawn(const struct graph *graph, const struct graph_node *node, uint32_t shown)
{
    return !node->is_hidden && node->from < shown &&
           (node->job == NO_JOB ||
            (graph->jobs[node->job - 1].index >= 0 && (node->row == NO_NODE || !graph->rows[node->row].is_hidden)));
}

void paint_dot(const struct graph *graph, const struct trace *trace, uint32_t shown, struct text *out)
{
    text_add(out, "digraph ");
    write_quoted(trace->scenario->title, out);
    text_add(out, " {\n  node [fontname=\"Helvetica\", fontsize=11];\n  edge [fontname=\"Helvetica\", fontsize=10];\n");
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (is_drawn(graph, &graph->nodes[n], shown))
            write_node(&graph->nodes[n], trace, shown, out);
    for (uint32_t a = 0; a < graph->arrow_count; a++) {
        const struct graph_arrow *arrow = &graph->arrows[a];

        if (!is_drawn(graph, &graph->nodes[arrow->to], shown))
            continue;
        text_add(out, "  ");
        write_quoted(graph->nodes[arrow->from].key, out);
        text_add(out, " -> ");
        write_quoted(graph->nodes[arrow->to].key, out);
        if (arrow->label[0]) {
            text_add(out, " [label=");
            write_quoted(arrow->label, out);
            text_add(out, "]");
        }
        text_add(out, ";\n");
    }
    text_add(out, "}\n");
}
