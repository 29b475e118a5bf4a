#include "report/html_page.h"

#include <sha2.h>
#include <string.h>

#include "base/base64.h"
#include "picture/xml.h"

/* As a policy names what it allows: 'sha256-…'. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
static void hash_write(const char *content, struct text *out)
{
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX context;

    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)content, strlen(content));
    SHA256Final(digest, &context);
    text_add(out, " 'sha256-");
    base64_add((const char *)digest, sizeof digest, out);
    text_add(out, "'");
}

static void policy_write(const struct html_page *page, struct text *out)
{
    text_add(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
                  "form-action 'none'; style-src");
    for (size_t i = 0; i < HTML_STYLES_MAX && page->styles[i]; i++)
        hash_write(page->styles[i], out);
    if (page->script) {
        text_add(out, "; script-src");
        hash_write(page->script, out);
    }
    text_add(out, "\">\n");
}

void html_element(struct text *out, const char *tag, const char *attributes, const char *string)
{
    text_addf(out, "<%s%s>", tag, attributes);
    xml_add(out, string);
    text_addf(out, "</%s>\n", tag);
}

void html_open(const struct html_page *page, struct text *out)
{
    text_add(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    policy_write(page, out);
    text_add(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n");
    if (page->about[0]) {
        text_add(out, "<meta name=\"description\" content=\"");
        xml_add(out, page->about);
        text_add(out, "\">\n");
    }
    html_element(out, "title", "", page->title);
    for (size_t i = 0; i < HTML_STYLES_MAX && page->styles[i]; i++)
        text_addf(out, "<style>%s</style>\n", page->styles[i]);
    text_add(out, "</head>\n<body>\n");
}

void html_close(const struct html_page *page, struct text *out)
{
    if (page->script)
        text_addf(out, "<script>%s</script>\n", page->script);
    text_add(out, "</body>\n</html>\n");
}

void html_footer_write(struct text *out)
{
    text_add(out,
             "<footer><p>Make It So: how background jobs fail. After <a href=\"https://naildrivin5.com/blog/2023/12/20/"
             "picard-sidekiq-tip--split-up-independant-operations.html\">the article by David Bryant Copeland</a>."
             "</p></footer>\n");
}

bool html_check(const struct text *page, struct err *err)
{
    if (page->failed)
        return err_memory(err);
    return page->size <= HTML_BYTES_MAX ||
           err_set(err, "the page is longer than %d MiB: a run that ends sooner makes a shorter one",
                   HTML_BYTES_MAX >> 20);
}
