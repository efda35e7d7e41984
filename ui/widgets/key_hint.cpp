#include "ui/widgets/key_hint.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace dermis {

KeyHint::KeyHint(const QString &key, const QString &word, QWidget *parent)
    : QWidget(parent), m_key(key), m_word(word)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(word.isEmpty() ? key : tr("%1: %2").arg(key, word));
}

QSize KeyHint::sizeHint() const
{
    const int word = QFontMetrics(dermis::font(TypeStyle::Small)).horizontalAdvance(m_word);
    return {keyChipSize(m_key).width() + (m_word.isEmpty() ? 0 : 7 + word), 22};
}

void KeyHint::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &colours = tokens();
    const QSize chip = keyChipSize(m_key);
    const QRectF area(0, (height() - chip.height()) / 2.0, chip.width(), chip.height());
    paintKeyChip(painter, area, m_key, colours.text2, colours.lineStrong);
    paintText(painter, QRectF(chip.width() + 5, 0, width() - chip.width() - 5, height()), m_word,
              dermis::font(TypeStyle::Small), colours.text2);
}

} // namespace dermis
