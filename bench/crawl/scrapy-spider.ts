/** The same work for Scrapy: fetch every address, take the text of the article. */
export function scrapySpider(urls: readonly string[], concurrency: number): string {
  return `import scrapy
class Bench(scrapy.Spider):
    name = "bench"
    custom_settings = {"CONCURRENT_REQUESTS": ${concurrency}, "CONCURRENT_REQUESTS_PER_DOMAIN": ${concurrency}, "DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": False, "LOG_ENABLED": False}
    start_urls = ${JSON.stringify(urls)}
    def parse(self, response):
        text = "".join(response.css("article ::text").getall())
        yield None if text else {"empty": response.url}
`;
}
