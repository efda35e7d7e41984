#pragma once

#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QLabel>

namespace dermis {

/// A label in one style of the type scale and one colour token; follows the theme. Plain text unless told
/// otherwise.
class TextLabel : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(const QString &text, TypeStyle style = TypeStyle::Body, Token colour = &Tokens::text,
                       QWidget *parent = nullptr);
    void setColour(Token colour);
    /// Breaks lines at the label's width; true for sentences.
    void setWrapped(bool wrapped) { setWordWrap(wrapped); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColour();
    Token m_colour;
};

} // namespace dermis
