#include "cli/picture_file.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/check.h"
#include "cli/output.h"
#include "picture/paint_svg.h"

enum {
    PNG_SCALE = 2,
    PNG_SIDE_MAX = 32767,  /* of an image surface of cairo */
    CAIRO_FORMAT_ARGB = 0, /* cairo_format_t: CAIRO_FORMAT_ARGB32 */
    CAIRO_STATUS_GOOD = 0, /* cairo_status_t: CAIRO_STATUS_SUCCESS */
    CAIRO_STATUS_NO_MEMORY = 1,
    CAIRO_PDF_DATE = 5 /* cairo_pdf_metadata_t: CAIRO_PDF_METADATA_CREATE_DATE (cairo 1.16) */
};

/* The day of the article; any will do as long as it stays. */
#define PDF_DATE "2023-12-20T00:00:00Z"
#define PDF_POINTS 0.75

struct rsvg_rectangle { /* RsvgRectangle of librsvg 2.46 and later */
    double x, y, width, height;
};

typedef int cairo_sink(void *closure, const unsigned char *bytes, unsigned int size);

/* What we call of them, by the names they have there. */
#define CALL_LIST(X)                                                                                                   \
    X(cairo, void *, cairo_image_surface_create, (int format, int width, int height))                                  \
    X(cairo, void *, cairo_pdf_surface_create_for_stream, (cairo_sink * sink, void *closure, double w, double h))      \
    X(cairo, void, cairo_pdf_surface_set_metadata, (void *surface, int key, const char *value))                        \
    X(cairo, int, cairo_surface_write_to_png_stream, (void *surface, cairo_sink *sink, void *closure))                 \
    X(cairo, void, cairo_surface_finish, (void *surface))                                                              \
    X(cairo, int, cairo_surface_status, (void *surface))                                                               \
    X(cairo, void, cairo_surface_destroy, (void *surface))                                                             \
    X(cairo, void *, cairo_create, (void *surface))                                                                    \
    X(cairo, int, cairo_status, (void *context))                                                                       \
    X(cairo, void, cairo_destroy, (void *context))                                                                     \
    X(rsvg, void *, rsvg_handle_new_from_data, (const uint8_t *bytes, size_t size, void **error))                      \
    X(rsvg, int, rsvg_handle_render_document,                                                                          \
      (void *handle, void *context, const struct rsvg_rectangle *viewport, void **error))                              \
    X(gobject, void, g_object_unref, (void *object))

#define CALL_MEMBER(library, result, name, parameters) result(*name) parameters;
struct libraries {
    void *cairo, *rsvg, *gobject;
    CALL_LIST(CALL_MEMBER)
};

bool scene_save(struct scene *scene, const char *path, struct err *err)
{
    const struct paint_svg paint = {.theme = SVG_AUTO, .reveal = REVEAL_ALL};
    struct text svg = {0};
    bool is_saved;

    paint_svg(scene, &paint, &svg);
    scene_release(scene);
    is_saved = file_replace(path, &svg, err);
    text_release(&svg);
    return is_saved;
}

static bool library_open(const char *name, const char *package, void **out, struct err *err)
{
    *out = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (*out)
        return true;
    return err_set(err, "PNG and PDF need %s, which is not installed: apt-get install %s (SVG and text need nothing)",
                   name, package);
}

#define CALL_ROW(library, result, name, parameters)                                                                    \
    {#name, offsetof(struct libraries, library), offsetof(struct libraries, name)},
static const struct {
    const char *name;
    size_t library, place; /* in struct libraries */
} calls[] = {CALL_LIST(CALL_ROW)};

/* POSIX lets a pointer of dlsym be one to a function; ISO C lets its bytes be copied. */
static bool calls_find(struct libraries *libraries, struct err *err)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        void *library, *found;

        memcpy(&library, (const char *)libraries + calls[i].library, sizeof library);
        found = dlsym(library, calls[i].name);
        if (!found)
            return err_set(err, "PNG and PDF need a newer librsvg and cairo: \"%s\" is missing", calls[i].name);
        memcpy((char *)libraries + calls[i].place, &found, sizeof found);
    }
    return true;
}

#define CALL_IS_THERE(library, result, name, parameters) &&libraries->name
static bool libraries_are_whole(const struct libraries *libraries)
{
    return true CALL_LIST(CALL_IS_THERE);
}

static bool libraries_open(struct libraries *libraries, struct err *err)
{
    return library_open("libcairo.so.2", "libcairo2", &libraries->cairo, err) &&
           library_open("librsvg-2.so.2", "librsvg2-2", &libraries->rsvg, err) &&
           library_open("libgobject-2.0.so.0", "libglib2.0-0", &libraries->gobject, err) && calls_find(libraries, err);
}

static int sink(void *closure, const unsigned char *bytes, unsigned int size)
{
    struct text *out = closure;

    text_add_bytes(out, (const char *)bytes, size);
    return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_GOOD;
}

/* Draws the SVG over the whole of a surface. */
static bool surface_draw(const struct libraries *call, void *surface, const struct text *svg,
                         const struct rsvg_rectangle *viewport, struct err *err)
{
    void *handle = call->rsvg_handle_new_from_data((const uint8_t *)svg->bytes, svg->size, NULL);
    void *context = call->cairo_create(surface);
    bool is_drawn = handle && call->rsvg_handle_render_document(handle, context, viewport, NULL) &&
                    call->cairo_status(context) == CAIRO_STATUS_GOOD;

    call->cairo_destroy(context);
    if (handle)
        call->g_object_unref(handle);
    return is_drawn || err_set(err, "librsvg could not draw the picture");
}

static bool png_make(const struct libraries *call, const struct text *svg, struct rsvg_rectangle page, struct text *out,
                     struct err *err)
{
    void *surface;
    bool is_made;

    page.width *= PNG_SCALE;
    page.height *= PNG_SCALE;
    if (page.width > PNG_SIDE_MAX || page.height > PNG_SIDE_MAX)
        return err_set(err, "a PNG of %.0f × %.0f pixels is too large; SVG and PDF have no such limit", page.width,
                       page.height);
    surface = call->cairo_image_surface_create(CAIRO_FORMAT_ARGB, (int)page.width, (int)page.height);
    is_made = call->cairo_surface_status(surface) == CAIRO_STATUS_GOOD || err_memory(err);
    is_made = is_made && surface_draw(call, surface, svg, &page, err);
    if (is_made && call->cairo_surface_write_to_png_stream(surface, sink, out) != CAIRO_STATUS_GOOD)
        is_made = err_memory(err);
    call->cairo_surface_destroy(surface);
    return is_made;
}

static bool pdf_make(const struct libraries *call, const struct text *svg, struct rsvg_rectangle page, struct text *out,
                     struct err *err)
{
    void *surface;
    bool is_made;

    page.width *= PDF_POINTS;
    page.height *= PDF_POINTS;
    surface = call->cairo_pdf_surface_create_for_stream(sink, out, page.width, page.height);
    is_made = call->cairo_surface_status(surface) == CAIRO_STATUS_GOOD || err_memory(err);
    if (is_made)
        call->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_DATE, PDF_DATE);
    is_made = is_made && surface_draw(call, surface, svg, &page, err);
    call->cairo_surface_finish(surface);
    if (is_made && call->cairo_surface_status(surface) != CAIRO_STATUS_GOOD)
        is_made = err_memory(err);
    call->cairo_surface_destroy(surface);
    return is_made;
}

/* The libraries stay loaded: they keep state of their own until the program ends. */
bool picture_make(const struct picture *picture, const struct text *svg, struct text *out, struct err *err)
{
    struct libraries libraries = {0};
    const struct rsvg_rectangle page = {0, 0, picture->width, picture->height};

    if (svg->failed)
        return err_memory(err);
    if (!libraries_open(&libraries, err))
        return false;
    CHECK(libraries_are_whole(&libraries));
    return picture->format == PICTURE_PNG ? png_make(&libraries, svg, page, out, err)
                                          : pdf_make(&libraries, svg, page, out, err);
}
