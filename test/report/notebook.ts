/** What nbformat 4.5 asks of a notebook, as far as Markdown cells go. */
const text = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };

export const NOTEBOOK = {
  type: "object",
  additionalProperties: false,
  required: ["metadata", "nbformat_minor", "nbformat", "cells"],
  properties: {
    metadata: { type: "object" },
    nbformat: { const: 4 },
    nbformat_minor: { type: "integer", minimum: 5 },
    cells: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "cell_type", "metadata", "source"],
        properties: {
          id: { type: "string", pattern: "^[a-zA-Z0-9-_]+$", minLength: 1, maxLength: 64 },
          cell_type: { const: "markdown" },
          metadata: { type: "object" },
          attachments: { type: "object" },
          source: text,
        },
      },
    },
  },
} as const;
