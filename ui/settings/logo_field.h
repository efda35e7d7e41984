#pragma once

#include <QByteArray>
#include <QWidget>

namespace dermis {

class Button;
class Prompter;
class TextLabel;

/// The practice's logo as it will stand on sheets; chosen from a PNG or JPEG file.
class LogoField : public QWidget
{
    Q_OBJECT
public:
    explicit LogoField(Prompter &prompter, QWidget *parent = nullptr);
    /// Silent; empty bytes for none.
    void setLogo(const QByteArray &bytes);
    const QByteArray &logo() const { return m_bytes; }
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void logoChanged();

private:
    void choose();
    void take(const QString &path);
    void showLogo();

    Prompter &m_prompter;
    QByteArray m_bytes;
    TextLabel *m_picture;
    Button *m_choose;
    Button *m_remove;
    TextLabel *m_none;
    TextLabel *m_note;
};

} // namespace dermis
