package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Chromium without a screen, with a profile of its own, at one address. */
final class Browser implements AutoCloseable {

    private static final String AXE = "axe-core";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String root;
    private final Path pictures;
    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();

    /**
     * Starts it.
     *
     * @param profile an empty folder
     * @param root the address, with its last slash
     */
    Browser(Path profile, String root) {
        this.root = root;
        this.pictures = Path.of("target", "dashboard");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(found("chromium").orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-device-scale-factor=1",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of("browser", "SEVERE"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(found("chromedriver").orElseThrow())
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        size(1280, 900);
    }

    static boolean isInstalled() {
        return found("chromium").isPresent() && found("chromedriver").isPresent();
    }

    private static Optional<File> found(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Opens the page at a place behind its #, as somebody would by a link from elsewhere. */
    void open(String place) {
        driver.get("about:blank");
        driver.get(root + "#" + place);
    }

    /** What is behind the #, as it stands in the address. */
    String place() {
        return Objects.requireNonNull(driver.getCurrentUrl()).replaceFirst("^[^#]*#?", "");
    }

    /** The texts of all elements that a selector finds and that are shown. */
    List<String> texts(String selector) {
        return strings(
                "return [...document.querySelectorAll(arguments[0])].filter(e => e.offsetParent !== null || e.getClientRects().length)"
                        + ".map(e => e.textContent)",
                selector);
    }

    /** What a script returns, as a list of texts. */
    List<String> strings(String script, Object... arguments) {
        Object result = driver.executeScript(script, arguments);
        return result instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(result));
    }

    /** What a script returns, as a text. */
    String value(String script, Object... arguments) {
        return String.valueOf(driver.executeScript(script, arguments));
    }

    /** Waits until a selector finds something that is shown, whose text holds this; fails at once where a script fails. */
    void await(String selector, String text) throws Exception {
        Deadline.await(
                () -> "\"" + text + "\" at " + selector + ": " + texts(selector) + " of " + texts("main"), () -> {
                    assertThat(complaints()).isEmpty();
                    return texts(selector).stream().anyMatch(each -> each.contains(text));
                });
    }

    void click(String selector) {
        element(selector).click();
    }

    void type(String selector, String text) {
        element(selector).sendKeys(text);
    }

    private WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            new Actions(driver).sendKeys(key).perform();
        }
    }

    /** Presses Tab until what has the focus is as the selector says; fails after so many. */
    void tabTo(String selector, int most) {
        for (int pressed = 0; pressed < most; pressed++) {
            press(Keys.TAB);
            if (value("return document.activeElement.matches(arguments[0])", selector)
                    .equals("true")) {
                return;
            }
        }
        throw new AssertionError("not within " + most + " presses of Tab: " + selector);
    }

    /** Drags a pointer over an element, from one share of its width to another. */
    void drag(String selector, double from, double to) {
        WebElement element = element(selector);
        int width = element.getSize().getWidth();
        new Actions(driver)
                .moveToElement(element, (int) (width * (from - 0.5)), 0)
                .clickAndHold()
                .moveByOffset((int) (width * (to - from) / 2), 0)
                .moveByOffset((int) (width * (to - from) / 2), 0)
                .release()
                .perform();
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Light or dark. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Takes a picture, to be looked at by people. */
    void picture(String name) throws IOException {
        Files.createDirectories(pictures);
        Files.write(pictures.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Fails where axe finds something seriously wrong for people who see, hear or move differently. */
    void assertAccessible(String what) throws IOException {
        driver.executeScript(axe());
        Object found = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run().then(r => done(r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).slice(0, 3).join(' | '))),"
                + " e => done([String(e)]))");
        assertThat((List<?>) Objects.requireNonNull(found)).as(what).isEmpty();
    }

    private static String axe() throws IOException {
        Properties jar = new Properties();
        try (InputStream in = resource("META-INF/maven/org.webjars.npm/" + AXE + "/pom.properties")) {
            jar.load(in);
        }
        try (InputStream in =
                resource("META-INF/resources/webjars/" + AXE + "/" + jar.getProperty("version") + "/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String name) {
        @Nullable InputStream in = Browser.class.getClassLoader().getResourceAsStream(name);
        return Objects.requireNonNull(in, name);
    }

    /** What the browser's console has had to complain of. */
    List<String> complaints() {
        driver.manage()
                .logs()
                .get("browser") // tells each once
                .forEach(each -> complaints.add(each.getLevel() + " " + each.getMessage()));
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
