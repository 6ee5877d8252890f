package dev.holdfast.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;

/** What a person looks at. Immutable. */
record Screen(int width, int height, ColorScheme theme, ReducedMotion motion) {
    static final Screen DESKTOP =
            new Screen(1280, 800, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE);
    static final Screen PHONE =
            new Screen(360, 740, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE);

    Screen dark() {
        return new Screen(width, height, ColorScheme.DARK, motion);
    }

    Screen still() {
        return new Screen(width, height, theme, ReducedMotion.REDUCE);
    }

    Screen sized(int newWidth, int newHeight) {
        return new Screen(newWidth, newHeight, theme, motion);
    }

    boolean isPhone() {
        return width < 500;
    }

    Browser.NewContextOptions options() {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(theme)
                        .setReducedMotion(motion)
                        .setLocale("en-GB")
                        .setPermissions(List.of("clipboard-read", "clipboard-write"));
        return isPhone() ? options.setHasTouch(true).setIsMobile(true) : options;
    }

    @Override
    public String toString() {
        return (isPhone() ? "phone" : "desktop") + "-" + theme.name().toLowerCase(Locale.ROOT);
    }
}
